import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { browserName } from "../../../domain/account/session.ts";

const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0";

describe("what people call a browser", () => {
  const named = {
    "Firefox on Linux": "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Chrome on Android": `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`,
    "Edge on Windows":
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/141.0.0.0`,
    "Opera on macOS":
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME} Safari/537.36 OPR/122.0.0.0`,
    "Safari on macOS":
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
      "Version/26.0 Safari/605.1.15",
    "Chrome on iOS":
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like " +
      "Gecko) CriOS/141.0.0.0 Mobile/15E148 Safari/604.1",
  };

  it("is its name and that of the system", () => {
    for (const [name, user_agent] of Object.entries(named)) {
      assert.equal(browserName({ user_agent }), name);
    }
  });

  it("is what it says itself where we know neither, and that nothing is known", () => {
    for (const user_agent of ["curl/8.5.0", "<b>Firefox/1</b>"]) {
      assert.equal(browserName({ user_agent }), user_agent);
    }
    for (const user_agent of [null, ""]) {
      assert.equal(browserName({ user_agent }), "Browser not known");
    }
  });
});
