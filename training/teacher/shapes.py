"""The written shape of word pieces: what an uncased vocabulary loses."""

LOWER, TITLE, UPPER, LETTER, MIXED, DIGIT, OTHER = range(7)
COUNTS = (8, 16, 3)     # classes of: the piece; its whole run of letters and digits (and whether it opens it); space before
PLAIN = (7, 14, 2)      # the marks [CLS] and [SEP]


def kind(text):
    """The class of a string: lower, Title, UPPER, a single capital, MiXed, digits, other."""
    if text.isdigit():
        return DIGIT
    if not any(c.isalpha() for c in text):
        return OTHER
    if text.islower():
        return LOWER
    if len(text) == 1:
        return LETTER if text.isupper() else LOWER
    if text.isupper():
        return UPPER
    if text[0].isupper() and (text[1:].islower() or not any(c.isalpha() for c in text[1:])):
        return TITLE
    return MIXED if any(c.isupper() for c in text) else LOWER


def of(text, offsets):
    """One triple of class numbers for each piece, given as offsets into `text`."""
    found, run_end, run_start, run_kind = [], -1, -1, OTHER
    for start, end in offsets:
        if start >= run_end:
            run_start = run_end = start
            while run_end < len(text) and text[run_end].isalnum():
                run_end += 1
            run_kind = kind(text[run_start:run_end]) if run_end > run_start else OTHER
            run_end = max(run_end, end)
        space = start == 0 or text[start - 1].isspace()
        found.append((kind(text[start:end]), run_kind * 2 + (start == run_start), int(space)))
    return found
