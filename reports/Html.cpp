// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One file for a browser that needs nothing else: neither a network nor a server. The summary is
// HTML; all other pages are made by the script in it, from data that travels compressed. The script
// and the style are named by their hashes, so that nothing else in the file can act, whatever the
// names in the analysed code are.
#include "reports/Report.h"
#include "reports/html/PageData.h"
#include "reports/html/PageSources.h"
#include "reports/html/SummaryView.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Mustache.h"
#include "llvm/Support/SHA256.h"

using namespace llvm;

namespace ferrule {
namespace {

/// As a Content-Security-Policy names an inline script or style.
std::string hashOf(StringRef Text) {
  auto Hash = SHA256::hash(arrayRefFromStringRef(Text));
  return "sha256-" + encodeBase64(Hash);
}

std::string packed(StringRef Text) {
  SmallVector<uint8_t, 0> Compressed;
  compression::zlib::compress(arrayRefFromStringRef(Text), Compressed,
                              compression::zlib::BestSizeCompression);
  return encodeBase64(Compressed);
}

void write(const Assessment &Whole, const ReportOptions &Options, raw_ostream &Out) {
  Assessment A = Whole;
  Withheld W;
  if (!Options.includeDefects)
    W = withholdDefects(A);

  std::string Script =
      ("\"use strict\";\n" + html::D3 + "\n(() => {\n" + html::Script + "start();\n})();\n").str();
  json::Object View = summaryView(Whole, A, W);
  View["style"] = html::Style;
  View["styleHash"] = hashOf(html::Style);
  View["script"] = Script;
  View["scriptHash"] = hashOf(Script);
  View["licence"] = html::D3Licence;
  View["data"] = packed(pageData(A, W, Options.comparison));

  BumpPtrAllocator Memory;
  StringSaver Saver(Memory);
  mustache::MustacheContext Context(Memory, Saver);
  mustache::Template(html::Page, Context).render(std::move(View), Out);
}

RegisterReport X({"html", "pages for a browser, in one file that needs no network", write});

} // namespace
} // namespace ferrule
