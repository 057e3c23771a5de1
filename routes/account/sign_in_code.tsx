import { Hono } from "hono";
import { appCodeForm, recoveryCodeForm } from "../../domain/account/factor.ts";
import { parse } from "../../domain/validation.ts";
import type { Visitor } from "../http/context.ts";
import { readForm } from "../http/form.ts";
import { checkAppCode, checkRecoveryCode } from "./check_code.ts";
import { carriedForm, endPending, pendingUser, showCode, startAgain } from "./second_step.tsx";
import { begin } from "./start_session.tsx";

/** GET and POST /sign-in/code: the second step of a user who has a second factor. */
export function signInCodeRoutes() {
  return new Hono<Visitor>()
    .get("/sign-in/code", async (c) => {
      if (!await pendingUser(c)) return await startAgain(c);
      return await showCode(c, carriedForm.parse({ next: c.req.query("next") }));
    })
    .post("/sign-in/code", async (c) => {
      const form = await readForm(c);
      const user = await pendingUser(c);
      if (!user) return await startAgain(c, form);
      const carried = carriedForm.parse(form);
      const recovery = recoveryCodeForm.safeParse(form).data?.recovery_code;
      const { data, fields } = parse(appCodeForm, form);
      if (!recovery && !data) {
        c.status(422);
        return await showCode(c, carried, { values: form, errors: fields });
      }
      const checked = data
        ? await checkAppCode(c, user, data.code)
        : await checkRecoveryCode(c, user, recovery!);
      if (checked.isRight) {
        await endPending(c);
        return await begin(c, user.user_uuid, { ...carried, sentence: checked.sentence });
      }
      const { error, retryAfter } = checked;
      c.status(retryAfter ? 429 : 401);
      if (retryAfter) c.header("Retry-After", String(retryAfter));
      return await showCode(c, carried, { values: {}, errors: [error] });
    });
}
