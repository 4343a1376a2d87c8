"""The widgets: views of the models in app."""
