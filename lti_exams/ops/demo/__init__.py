"""The whole loop on one machine: the service, and the counterparts to try it with."""
