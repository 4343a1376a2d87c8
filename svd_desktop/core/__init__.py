"""Requests, jobs, events, settings and memory arithmetic: no Qt, no torch, no input or output."""
