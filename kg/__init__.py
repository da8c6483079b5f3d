"""Claims, not facts: a knowledge graph of who said that who did what with whom in defence cooperation.

The folders are the stages of one pipeline, in this order::

    articles -> analysis -> extraction -> linking -> mapping -> serialisation / stores -> queries

They meet only in the frozen values of :mod:`kg.model`. :func:`kg.pipeline.build` runs them all.
"""

__version__ = "0.1.0"
