"""The commands by what they are for: each module declares arguments and options, and calls one function.

That function is imported when the command runs, so that help and completion answer at once.
"""
