"""veraPDF, the validator for PDF/A of the PDF Association, as a program that tests run.

It comes through Maven (taken under the MPL 2.0) and is started by a few lines of Java; no part of the product needs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

VERSION = "1.28.2"
_POM = f"""<project><modelVersion>4.0.0</modelVersion>
<groupId>vanban</groupId><artifactId>pdfa-check</artifactId><version>1</version>
<dependencies><dependency><groupId>org.verapdf</groupId><artifactId>validation-model</artifactId>
<version>{VERSION}</version></dependency></dependencies></project>
"""
_JAVA = """
import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString("2b");
        for (String file : files) {
            try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                 var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                var result = validator.validate(parser);
                System.out.println("file\\t" + result.isCompliant() + "\\t" + result.getTotalAssertions());
                for (TestAssertion one : result.getTestAssertions()) {
                    System.out.println("rule\\t" + one.getRuleId().getClause() + "\\t" + one.getErrorMessage());
                }
            }
        }
    }
}
"""


def broken_rules(files: Sequence[Path], scratch: Path) -> list[list[str]]:
    """Of each file the rules of PDF/A-2b that it breaks (`clause: message`); fails the test where veraPDF does not
    run, skips it where this machine has no Java (CI has)."""
    for program in ("javac", "mvn"):  # the JDK, whose `java` runs a source file
        if shutil.which(program) is None:
            if os.environ.get("CI"):
                pytest.fail(f"{program} is missing: sh scripts/system_packages.sh test")
            pytest.skip(f"{program} is not installed on this machine; CI always has it")
    (scratch / "pom.xml").write_text(_POM)
    (scratch / "Validate.java").write_text(_JAVA)
    listed = scratch / "classpath"
    resolve = ["mvn", "-q", "-B", "dependency:build-classpath", f"-Dmdep.outputFile={listed}"]
    found = subprocess.run(resolve, cwd=scratch, capture_output=True, text=True, timeout=600, check=False)
    assert found.returncode == 0, f"Maven could not fetch veraPDF {VERSION}:\n{found.stdout[-2000:]}"
    command = ["java", "-cp", listed.read_text(), "Validate.java", *map(str, files)]
    done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    told: list[list[str]] = []
    for line in done.stdout.splitlines():
        kind, one, other = line.split("\t", 2)
        if kind == "file":
            assert int(other) > 100, "nothing was looked at"
            told.append([])
        else:
            told[-1].append(f"{one}: {other}")
    assert len(told) == len(files)
    return told
