// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Every field of the option classes of Clang 22 that holds a path, a plugin or an output was looked
// at. Not cleared: what is only read through the file system of the compiler (ignore lists of
// sanitizers and XRay), as the fence judges that.
#include "tool/frontend/InvocationGate.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/PreprocessorOptions.h"

using clang::CompilerInvocation;
using llvm::StringRef;

namespace ferrule {
namespace {

class Gate {
public:
  Gate(CompilerInvocation &Invocation, std::vector<FlagNote> &Notes)
      : I(Invocation), Notes(Notes) {}

  void run() {
    clearFrontend();
    clearDependencies();
    clearHeaderSearch();
    clearPreprocessor();
    clearCodeGeneration();
    clearAnalyzer();
  }

private:
  template <typename Field> void clear(Field &Value, StringRef Name, StringRef Reason) {
    if (Value.empty())
      return;
    Value = Field();
    Notes.push_back({Name.str(), /*refused=*/true, Reason.str()});
  }
  template <typename Field> void clearCode(Field &Value, StringRef Name) {
    clear(Value, Name, "loads code into the compiler");
  }
  template <typename Field> void clearOutput(Field &Value, StringRef Name) {
    clear(Value, Name, "writes files");
  }
  template <typename Field> void clearInput(Field &Value, StringRef Name) {
    clear(Value, Name, "is not read by ferrule");
  }

  void clearFrontend();
  void clearDependencies();
  void clearHeaderSearch();
  void clearPreprocessor();
  void clearCodeGeneration();
  void clearAnalyzer();

  CompilerInvocation &I;
  std::vector<FlagNote> &Notes;
};

void Gate::clearFrontend() {
  auto &F = I.getFrontendOpts();
  clearCode(F.Plugins, "Plugins");
  clearCode(F.AddPluginActions, "AddPluginActions");
  clearCode(F.PluginArgs, "PluginArgs");
  clearCode(F.LLVMArgs, "LLVMArgs");
  clearCode(F.MLIRArgs, "MLIRArgs");
  clearCode(F.ActionName, "ActionName");
  clearOutput(F.OutputFile, "OutputFile");
  clearOutput(F.FixItSuffix, "FixItSuffix");
  clearOutput(F.SymbolGraphOutputDir, "SymbolGraphOutputDir");
  clearOutput(F.StatsFile, "StatsFile");
  clearOutput(F.TimeTracePath, "TimeTracePath");
  clearOutput(F.ModuleOutputPath, "ModuleOutputPath");
  clearOutput(F.DumpMinimizationHintsPath, "DumpMinimizationHintsPath");
  clearInput(F.OriginalModuleMap, "OriginalModuleMap");
  clearInput(F.ModuleMapFiles, "ModuleMapFiles");
  clearInput(F.ModuleFiles, "ModuleFiles");
  clearInput(F.ModulesEmbedFiles, "ModulesEmbedFiles");
  clearInput(F.ASTMergeFiles, "ASTMergeFiles");
  clearInput(F.OverrideRecordLayoutsFile, "OverrideRecordLayoutsFile");
  clearInput(F.ExtractAPIIgnoresFileList, "ExtractAPIIgnoresFileList");
  F.ModuleFileExtensions.clear();
  F.CodeCompletionAt = {};
  F.FixWhatYouCan = F.FixOnlyWarnings = F.FixAndRecompile = F.FixToTemporaries = false;
  F.ShowHelp = F.ShowStats = F.ShowVersion = false;
  F.PrintSupportedCPUs = F.PrintSupportedExtensions = F.PrintEnabledExtensions = false;
  F.ASTDumpDecls = F.ASTDumpAll = F.ASTDumpLookups = F.ASTDumpDeclTypes = false;
  F.EmitSymbolGraph = F.EmitExtensionSymbolGraphs = false;
  F.UseGlobalModuleIndex = F.GenerateGlobalModuleIndex = false;
  if (F.ProgramAction != clang::frontend::ParseSyntaxOnly) {
    F.ProgramAction = clang::frontend::ParseSyntaxOnly;
    Notes.push_back({"ProgramAction", /*refused=*/true, "does more than parse"});
  }
}

void Gate::clearDependencies() {
  auto &D = I.getDependencyOutputOpts();
  clearOutput(D.OutputFile, "DependencyOutputFile");
  clearOutput(D.HeaderIncludeOutputFile, "HeaderIncludeOutputFile");
  clearOutput(D.DOTOutputFile, "DOTOutputFile");
  clearOutput(D.ModuleDependencyOutputDir, "ModuleDependencyOutputDir");
  D = clang::DependencyOutputOptions();

  auto &Diagnostics = I.getDiagnosticOpts();
  clearOutput(Diagnostics.DiagnosticLogFile, "DiagnosticLogFile");
  clearOutput(Diagnostics.DiagnosticSerializationFile, "DiagnosticSerializationFile");
  clearInput(Diagnostics.DiagnosticSuppressionMappingsFile, "DiagnosticSuppressionMappingsFile");
  Diagnostics.VerifyDiagnostics = false;
  Diagnostics.VerifyPrefixes.clear();
  Diagnostics.setFormat(clang::DiagnosticOptions::Clang);
}

void Gate::clearHeaderSearch() {
  auto &H = I.getHeaderSearchOpts();
  clearOutput(H.ModuleCachePath, "ModuleCachePath");
  clearOutput(H.ModuleUserBuildPath, "ModuleUserBuildPath");
  clearInput(H.PrebuiltModuleFiles, "PrebuiltModuleFiles");
  clearInput(H.PrebuiltModulePaths, "PrebuiltModulePaths");
  clearInput(H.VFSOverlayFiles, "VFSOverlayFiles");
  H.ImplicitModuleMaps = false;
  H.EnablePrebuiltImplicitModules = false;
  H.Verbose = false;
  I.getLangOpts().ImplicitModules = false;
  I.getLangOpts().APINotes = I.getLangOpts().APINotesModules = false;
  clearInput(I.getAPINotesOpts().ModuleSearchPaths, "APINotesModuleSearchPaths");
}

void Gate::clearPreprocessor() {
  auto &P = I.getPreprocessorOpts();
  // Found by the driver beside an included header: x.h stands for x.h.gch or x.h.pch.
  if (!P.ImplicitPCHInclude.empty()) {
    StringRef Header = P.ImplicitPCHInclude;
    if (Header.consume_back(".gch") || Header.consume_back(".pch"))
      P.Includes.insert(P.Includes.begin(), Header.str());
    clearInput(P.ImplicitPCHInclude, "ImplicitPCHInclude");
  }
  clearInput(P.ChainedIncludes, "ChainedIncludes");
  clearInput(P.PCHThroughHeader, "PCHThroughHeader");
  clearInput(P.RemappedFiles, "RemappedFiles");
  P.DumpDeserializedPCHDecls = false;
  P.PrecompiledPreambleBytes = {0, false};
  // '#pragma clang __debug crash' is for those who test Clang.
  P.DisablePragmaDebugCrash = true;
  I.getPreprocessorOutputOpts() = clang::PreprocessorOutputOptions();
}

void Gate::clearCodeGeneration() {
  auto &C = I.getCodeGenOpts();
  clearCode(C.PassPlugins, "PassPlugins");
  clearCode(C.LinkBitcodeFiles, "LinkBitcodeFiles");
  C.PassBuilderCallbacks.clear();
  clearOutput(C.CoverageDataFile, "CoverageDataFile");
  clearOutput(C.CoverageNotesFile, "CoverageNotesFile");
  clearOutput(C.DIBugsReportFilePath, "DIBugsReportFilePath");
  clearOutput(C.SplitDwarfFile, "SplitDwarfFile");
  clearOutput(C.SplitDwarfOutput, "SplitDwarfOutput");
  clearOutput(C.InstrProfileOutput, "InstrProfileOutput");
  clearOutput(C.MemoryProfileOutput, "MemoryProfileOutput");
  clearOutput(C.ThinLinkBitcodeFile, "ThinLinkBitcodeFile");
  clearOutput(C.SaveTempsFilePrefix, "SaveTempsFilePrefix");
  clearOutput(C.OptRecordFile, "OptRecordFile");
  clearOutput(C.StackUsageOutput, "StackUsageOutput");
  clearOutput(C.AsSecureLogFile, "AsSecureLogFile");
  clearInput(C.ProfileFilterFiles, "ProfileFilterFiles");
  clearInput(C.ProfileExcludeFiles, "ProfileExcludeFiles");
  clearInput(C.SampleProfileFile, "SampleProfileFile");
  clearInput(C.MemoryProfileUsePath, "MemoryProfileUsePath");
  clearInput(C.ProfileInstrumentUsePath, "ProfileInstrumentUsePath");
  clearInput(C.ProfileRemappingFile, "ProfileRemappingFile");
  clearInput(C.ThinLTOIndexFile, "ThinLTOIndexFile");
  clearInput(C.CudaGpuBinaryFileName, "CudaGpuBinaryFileName");
  clearInput(C.OffloadObjects, "OffloadObjects");
  clearInput(I.getLangOpts().OMPHostIRFile, "OMPHostIRFile");
}

void Gate::clearAnalyzer() {
  auto &A = I.getAnalyzerOpts();
  clearOutput(A.DumpExplodedGraphTo, "DumpExplodedGraphTo");
  clearInput(A.CheckersAndPackages, "CheckersAndPackages");
  clearInput(A.CTUDir, "CTUDir");
  A.IsNaiveCTUEnabled = false;
  A.AnalysisDiagOpt = clang::PD_NONE;
}

} // namespace

void gateInvocation(CompilerInvocation &Invocation, std::vector<FlagNote> &Notes) {
  Gate(Invocation, Notes).run();
}

} // namespace ferrule
