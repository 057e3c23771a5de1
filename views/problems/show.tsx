import { type ErrorCode, STATUS_OF } from "../../domain/errors.ts";
import { PROBLEM_PAGES, PROBLEMS } from "../../domain/problems.ts";

/** Explains one kind of problem that the API may respond with. */
export function ProblemPage({ code }: { code: ErrorCode }) {
  const { title, meaning, remedy } = PROBLEMS[code];
  return (
    <article class="narrow help">
      <h1>{title}</h1>
      <p>
        Status <strong>{STATUS_OF[code]}</strong>, code <code>{code}</code>
      </p>
      <h2>When it comes</h2>
      <p>{meaning}</p>
      <h2>What to do</h2>
      <p>{remedy}</p>
      <p>
        <a href={PROBLEM_PAGES}>All problems of the API</a>
      </p>
    </article>
  );
}
