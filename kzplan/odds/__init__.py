"""What can be said of each target: case, projection, verdict, outlook."""
