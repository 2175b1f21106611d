"""Deploys: a published folder is sent to where readers find it. It touches the disk and the network."""
