import type { Factor } from "../../../domain/account/factor.ts";
import { counted } from "../../../domain/plural.ts";
import { UtcTime } from "../../ui/utc_time.tsx";

interface FactorPageProps {
  factor?: Factor;
  /** Whether this user may not be without one. */
  isRequired: boolean;
}

/** Shows whether the viewer has a second factor, and what can be done about it. */
export function FactorPage({ factor, isRequired }: FactorPageProps) {
  return (
    <>
      <div class="page-head">
        <h1>Second factor</h1>
        <a class="button" href="/account">Back to my account</a>
      </div>
      <div class="prose">
        <p>
          With a second factor, signing in takes your password and a code from an app on your phone:
          somebody who has only your password cannot sign in. API tokens work without it.
        </p>
        {isRequired && <p class="callout">This service requires a second factor of admins.</p>}
      </div>
      {factor ? <On factor={factor} isRequired={isRequired} /> : <Off />}
    </>
  );
}

function Off() {
  return (
    <section class="panel" aria-labelledby="factor-heading">
      <h2 id="factor-heading">Not set up</h2>
      <p>You sign in with your password alone.</p>
      <p class="actions">
        <a class="button primary" href="/account/factor/new">Set up a second factor</a>
      </p>
    </section>
  );
}

function On({ factor, isRequired }: { factor: Factor; isRequired: boolean }) {
  const left = factor.recovery_codes;
  return (
    <section class="panel" aria-labelledby="factor-heading">
      <h2 id="factor-heading">Set up</h2>
      <p>
        Since <UtcTime at={factor.since_utc} />. {left === 0
          ? "No recovery code is"
          : <>{counted(left, "recovery code")} {left === 1 ? "is" : "are"}</>} left.
      </p>
      <p class="actions">
        <a class="button" href="/account/factor/codes">New recovery codes</a>
        <a class="button" href="/account/factor/new">Set up another phone</a>
        {!isRequired && <a class="button danger" href="/account/factor/remove">Remove</a>}
      </p>
    </section>
  );
}
