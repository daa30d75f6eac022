# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The data that an HTML report carries: page_data.py REPORT.

Fails when the security policy does not name exactly the script and the style that are in the page.
"""
import base64
import hashlib
import re
import sys
import zlib


def only(pattern, text):
    (match,) = re.findall(pattern, text, re.DOTALL)
    return match


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        page = file.read()
    for name, part in (("script-src", only(r"<script>(.*?)</script>", page)),
                       ("style-src", only(r"<style>(.*?)</style>", page))):
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        if f"{name} 'sha256-{digest}'" not in page:
            sys.exit(f"the policy does not name what is there: {name}")
    print(zlib.decompress(base64.b64decode(only(r'id="data">([^<]*)</script>', page))).decode())


main()
