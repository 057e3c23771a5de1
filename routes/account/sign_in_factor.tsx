import { type Context, Hono } from "hono";
import { CodesPage } from "../../views/account/factor/codes.tsx";
import { KeptFormPage } from "../../views/account/kept_form.tsx";
import type { Visitor } from "../http/context.ts";
import { readForm } from "../http/form.ts";
import { enrol, newEnrolment } from "./factor/enrolment.ts";
import {
  type Carried,
  carriedForm,
  endPending,
  pendingUser,
  showEnrolment,
  startAgain,
} from "./second_step.tsx";
import { startSession } from "./start_session.tsx";

/**
 * GET and POST /sign-in/factor: the second step of a user who has no second factor where one is
 * required. Whoever has set one up meanwhile is led back: only its codes open the account then.
 */
export function signInFactorRoutes() {
  return new Hono<Visitor>()
    .get("/sign-in/factor", async (c) => {
      const user = await pendingUser(c);
      if (!user) return await startAgain(c);
      const carried = carriedForm.parse({ next: c.req.query("next") });
      return await showEnrolment(c, newEnrolment(c, user), carried);
    })
    .post("/sign-in/factor", async (c) => {
      const form = await readForm(c);
      const user = await pendingUser(c);
      if (!user) return await startAgain(c, form);
      const carried = carriedForm.parse(form);
      const { codes, again } = await enrol(c, user, form, { replaces: false });
      if (again) {
        c.status(422);
        return await showEnrolment(c, again, carried);
      }
      if (!codes) return await startAgain(c, form);
      await endPending(c);
      await startSession(c, user.user_uuid);
      return await showCodes(c, codes, carried);
    });
}

function showCodes(c: Context<Visitor>, codes: string[], { next, kept }: Carried) {
  c.header("Cache-Control", "no-store");
  return c.render(
    <>
      <CodesPage codes={codes}>
        <a class="button primary" href={next}>I have kept them</a>
      </CodesPage>
      {kept && <KeptFormPage {...kept} />}
    </>,
    { title: "Your recovery codes" },
  );
}
