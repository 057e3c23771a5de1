import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { SignInPage } from "../../views/account/sign_in.tsx";
import { ErrorPage, ErrorPart } from "../../views/errors.tsx";
import { read } from "../support/html.ts";

describe("pages that need nobody signed in", () => {
  it("put an error beside its field and keep the e-mail, never the password", () => {
    const fields = [{ field: "password", message: "Please type it again." }];
    const page = read(<SignInPage email="a@example.org" next="/sites?page=2" fields={fields} />);
    const password = page.one('[aria-invalid="true"]');
    assert.equal(password.attribute("aria-describedby"), "password-error");
    assert.deepEqual(page.errors(), { password: "Please type it again." });
    assert.deepEqual(page.fields(), {
      email: "a@example.org",
      password: "",
      next: "/sites?page=2",
    });
    assert.equal(password.attribute("value"), null);
  });

  it("name the request that went wrong, and offer to sign in where a session ended", () => {
    const props = {
      status: 500,
      title: "Something went wrong",
      message: "Sorry.",
      requestId: "r-1",
    };
    assert.equal(read(<ErrorPage {...props} />).text("code"), "r-1");
    const signIn = 'a[href="/sign-in"]';
    assert.equal(read(<ErrorPart {...props} />).has(signIn), false);
    assert.equal(read(<ErrorPart {...props} status={401} />).has(signIn), true);
  });
});
