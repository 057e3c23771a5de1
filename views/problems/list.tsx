import { type ErrorCode, STATUS_OF } from "../../domain/errors.ts";
import { PROBLEM_PAGES, PROBLEMS } from "../../domain/problems.ts";

/** Lists the kinds of problems that the API may respond with. */
export function ProblemList() {
  const codes = (Object.keys(PROBLEMS) as ErrorCode[])
    .toSorted((a, b) => STATUS_OF[a] - STATUS_OF[b]);
  return (
    <article class="narrow help">
      <h1>Problems of the API</h1>
      <p>
        A request that is refused gets a problem in JSON (RFC 9457). Its <code>type</code>{" "}
        is the address of one of these pages, its <code>code</code> never changes, and{" "}
        <code>errors</code> lists each place of the request that is wrong.
      </p>
      <dl class="terms">
        {codes.map((code) => (
          <div>
            <dt>
              <a href={`${PROBLEM_PAGES}/${code}`}>
                {STATUS_OF[code]} <code>{code}</code>
              </a>
            </dt>
            <dd>{PROBLEMS[code].meaning}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
