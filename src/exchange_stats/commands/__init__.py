"""The commands of ``exchange-stats``, each with its options and what it does and prints.

A command is a module with ``HELP`` (one sentence), ``EXAMPLES``, ``add_options`` and ``run``, which
returns the exit code. The libraries are loaded when a command runs, so that ``--help`` is quick.
"""
