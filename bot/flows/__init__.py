"""Tasks as data, and the policy that runs them.

``definition`` reads the flows, ``slots`` what they collect, ``filling`` turns words into values,
``dialogue`` decides what comes next, ``repair`` holds what is the same in all tasks, ``policy`` is
the Rasa policy around them.
"""
