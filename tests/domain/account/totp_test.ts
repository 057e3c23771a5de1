import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { appCodeForm } from "../../../domain/account/factor.ts";
import { hashRecoveryCode, newRecoveryCodes } from "../../../domain/account/secret.ts";
import { factorUri, newFactorSecret, stepOfCode } from "../../../domain/account/totp.ts";

const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

/** RFC 6238, appendix B: the secret "12345678901234567890" in base32. */
const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
/** Its times and codes of eight digits for SHA-1; codes of six digits are their last six. */
const RFC_VECTORS: [seconds: number, code: string][] = [
  [59, "94287082"],
  [1_111_111_109, "07081804"],
  [1_111_111_111, "14050471"],
  [1_234_567_890, "89005924"],
  [2_000_000_000, "69279037"],
  [20_000_000_000, "65353130"],
];

describe("a code of an app", () => {
  for (const [seconds, code] of RFC_VECTORS) {
    it(`is that of RFC 6238 at ${seconds} s`, () => {
      const step = stepOfCode(RFC_SECRET, code.slice(-6), at(seconds));
      assert.equal(step, Math.floor(seconds / 30));
    });
  }

  it("counts one step early and one step late, as the step that it belongs to", () => {
    const of = (seconds: number) => stepOfCode(RFC_SECRET, "081804", at(seconds));
    const step = Math.floor(1_111_111_109 / 30);
    const start = step * 30;
    assert.deepEqual([-31, -30, 0, 29, 30, 59, 60].map((offset) => of(start + offset)), [
      undefined,
      step,
      step,
      step,
      step,
      step,
      undefined,
    ]);
  });

  it("is six digits, with or without a space between", () => {
    assert.equal(appCodeForm.parse({ code: " 081 804 " }).code, "081804");
    for (const code of ["", "81804", "0818041", "08180x", "٠٨١٨٠٤", undefined]) {
      assert.ok(!appCodeForm.safeParse({ code }).success, String(code));
    }
  });
});

describe("a new factor", () => {
  it("has a secret of 160 bits, another one each time", () => {
    assert.match(newFactorSecret(), /^[A-Z2-7]{32}$/);
    assert.notEqual(newFactorSecret(), newFactorSecret());
  });

  it("names service and account to the app", () => {
    assert.equal(
      factorUri(RFC_SECRET, "alice+x@example.org"),
      "otpauth://totp/Sitecast:alice%2Bx%40example.org?issuer=Sitecast" +
        `&secret=${RFC_SECRET}&algorithm=SHA1&digits=6&period=30`,
    );
  });
});

describe("recovery codes", () => {
  it("are ten, of 125 bits each, and differ", () => {
    const codes = newRecoveryCodes();
    for (const code of codes) assert.match(code, /^([a-km-z2-9]{5}-){4}[a-km-z2-9]{5}$/);
    assert.equal(new Set(codes).size, 10);
  });

  it("are the same however they are typed", () => {
    const [code] = newRecoveryCodes();
    const typed = ` ${code!.toUpperCase().replaceAll("-", " ")} `;
    assert.deepEqual(hashRecoveryCode(typed), hashRecoveryCode(code!));
  });
});
