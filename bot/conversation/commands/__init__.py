"""Commands: one module each; `bot.conversation.command` finds their COMMAND.

- words: the folded phrases that name a command; the first is also its name after a slash.
- follows: the pattern, folded, of the rest that makes a text without a slash this command.
- reads: a function that knows a whole text as this command.
- form: the pattern of a whole folded text that is this command although its words come later.
"""
