"""The plugins we ship. They import only what a stranger's plugin may."""
