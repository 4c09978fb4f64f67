"""Makes the mutants of the folder it runs in and prints them as JSON, for `tests.mutants`.

A process of its own, since mutmut reads the settings of its folder when it is imported.
"""

import json
import os
import sys

from mutmut.__main__ import create_mutants
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.utils.file_utils import copy_src_dir, walk_mutatable_files
from mutmut.utils.format_utils import orig_function_and_class_names_from_key


def main() -> None:
    """One list: [mutmut's name, function, lines before, lines after, diff] of each mutant."""
    answer, sys.stdout = sys.stdout, sys.stderr
    copy_src_dir()
    create_mutants(os.cpu_count() or 1)
    found = []
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        for name in data.exit_code_by_key:
            diff = get_diff_for_mutant(name, path=path)
            function, kind = orig_function_and_class_names_from_key(name)
            lines = diff.splitlines()[2:]
            changed = [[line[1:].strip() for line in lines if line[0] == sign] for sign in "-+"]
            was, becomes = map(" ".join, changed)
            found.append((name, f"{kind}.{function}" if kind else function, was, becomes, diff))
    json.dump(found, answer)


if __name__ == "__main__":
    main()
