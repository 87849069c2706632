"""MASC's tagged files as plain text again: tokens joined by the usual rules of spacing."""
import re
import zipfile

NO_SPACE_BEFORE = re.compile(r"[,.;:?!)\]}%”]+|'|’|['’](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)|[nN]['’][tT]|\.{2,}|''")
NO_SPACE_AFTER = re.compile(r"[(\[{$#“]|``")


def line_text(line):
    """One sentence of `word_TAG` tokens as text."""
    tokens = [t.rpartition("_")[0] or t for t in line.split()]
    tokens = [t for t in tokens if t]
    out, glue, quotes = "", True, False
    for i, token in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else ""
        before = tokens[i - 1] if i else ""
        if token in ("``", "''", '"'):
            opens = token == "``" or token == '"' and not quotes
            out += ('"' if glue or not opens else ' "')
            quotes, glue = opens, opens
            continue
        if token in ("-", "/") and before not in ("", "-") and after not in ("", "-") and before[-1:].isalnum() and after[:1].isalnum():
            out += token                                             # "duty - free" was "duty-free"
            glue = True
            continue
        if token == "-" and before == "-":
            out += "-"
            glue = False
            continue
        if before in ("’", "'") and re.fullmatch("s|t|re|ve|ll|d|m", token):
            glue = True                                              # "globe ’ s"
        if not glue and not NO_SPACE_BEFORE.fullmatch(token):
            out += " "
        out += token
        glue = bool(NO_SPACE_AFTER.fullmatch(token)) or (token.endswith("-") and len(token) > 1 and token[0].isalnum())
    return out


GENRES = {"essays", "debate-transcript", "court-transcript", "non-fiction", "govt-docs", "blog", "journal", "travel-guides", "technical",
          "fiction", "letters", "newspaper"}


def documents(path):
    """(id, text) of each document of the genres above, a paragraph where the file has a blank line."""
    with zipfile.ZipFile(path) as archive:
        genre = dict(row.rsplit(" ", 1) for row in archive.read("masc_tagged/categories.txt").decode().splitlines() if " " in row)
        for name in sorted(archive.namelist()):
            if genre.get(name.removeprefix("masc_tagged/")) not in GENRES:
                continue
            rows = archive.read(name).decode("utf-8", "replace").splitlines()
            if "NYTnewswire" in name:
                rows = rows[1:]                                      # the wire's routing slug
            text = ""
            for row in rows:
                text += "\n\n" if not row.strip() else ("" if not text or text.endswith("\n") else " ") + line_text(row)
            yield name.removeprefix("masc_tagged/").removesuffix(".txt"), re.sub(r"\n{3,}", "\n\n", text).strip()
