"""Text: the words of a message, before their meaning.

- fold: lower case, no accents, đ as d; for comparing fixed words.
- key: the normalised text that patterns match: one spelling for each word, abbreviations expanded.
- accented: said of a message typed with accents; its words match only with theirs.
- bare word: a word typed without accents.
- plain word: a word that never has accents.
- pattern: a regular expression over a key, compiled at its first use.
- repair: replace a word that is no Vietnamese syllable by the one meant.
- mark of secrecy: words that declare a message or file a state secret.
"""
