import assert from "node:assert/strict";

interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  instance: string;
  request_id: string;
  errors?: Wrong[];
}

interface Wrong {
  pointer?: string;
  parameter?: string;
  header?: string;
  row?: number;
  column?: string;
  detail: string;
}

/** Returns the problem (RFC 9457) in a response, and checks the members that every problem has. */
export async function problemOf(response: Response, status: number): Promise<Problem> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  const problem: Problem = JSON.parse(text);
  assert.equal(problem.status, status);
  assert.equal(problem.type, `/api/problems/${problem.code}`);
  assert.equal(problem.request_id, response.headers.get("x-request-id"));
  for (const sentence of [problem.title, problem.code, problem.detail]) assert.ok(sentence);
  return problem;
}

/** Returns the places that a response with status 422 names, as `placesIn` has them. */
export async function fieldsWrong(response: Response): Promise<string[]> {
  const { code, errors } = await problemOf(response, 422);
  assert.equal(code, "invalid");
  assert.ok(errors!.every(({ detail }) => detail.length > 10), "each place has a sentence");
  return placesIn({ errors });
}

/** Returns where a request is wrong: pointers as `values.2.start_utc`, and names of parameters. */
export function placesIn({ errors }: { errors?: Wrong[] }): string[] {
  return errors!.map(({ pointer, parameter, header }) =>
    parameter ?? header ?? pointer!.slice(2).replaceAll("/", ".")
  );
}
