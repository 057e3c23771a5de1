import type { PropsWithChildren } from "hono/jsx";
import { ConfirmPage } from "../../ui/confirm.tsx";

/** Explains what new recovery codes do to the old ones. */
export function NewCodesPage({ left }: { left: number }) {
  return (
    <ConfirmPage
      title="Make new recovery codes?"
      action="/account/factor/codes"
      submit="Make new recovery codes"
      cancel="/account/factor"
      danger={false}
    >
      <p>
        {left === 0
          ? "All of your recovery codes were used."
          : `Your old recovery codes, of which ${left} ${
            left === 1 ? "is" : "are"
          } left, will not ` +
            "work any more."}
      </p>
    </ConfirmPage>
  );
}

/** Shows new recovery codes; no other page ever does. Its children lead on. */
export function CodesPage({ codes, children }: PropsWithChildren<{ codes: string[] }>) {
  const text = codes.map((code) => `${code}\n`).join("");
  return (
    <section class="narrow">
      <h1>Your recovery codes</h1>
      <p class="callout warn">
        Keep these codes now: they are shown only once. Each stands in for the code of your phone
        once, if you lose it. Keep them apart from your password.
      </p>
      <pre class="secret" id="recovery-codes" tabindex={0} aria-label="Recovery codes">{text}</pre>
      <p class="actions">
        <a
          class="button"
          download="sitecast-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          Download as a text file
        </a>
        {children}
      </p>
    </section>
  );
}
