"""Pictures in, masters and clips out."""
