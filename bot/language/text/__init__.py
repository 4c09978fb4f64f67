"""Text: the words of a message, before their meaning. Imports no other room.

- fold: lower case, no accents, đ as d; for comparing fixed words.
- key: the normalised text that patterns match: one spelling for each word, abbreviations expanded.
- accented: said of a message typed with accents; its words match only with theirs.
- bare word: a word typed without accents.
- plain word: a word that never has accents.
- pattern: a regular expression over a key, compiled at its first use.
- span: the start and end of a place in a key.
- repair: replace a word that is no Vietnamese syllable by the one meant.
- abbreviation: a typed short form, expanded by the text around it.
- known person, known unit: the people and units that a message may name.
- alias: a short form of a post or unit.
- mark of secrecy: words that declare a message or file a state secret.
- phone mark: the hash that stands for a phone number in stored text.
"""
