import type { QuartzDocument } from "./document.ts";

/** Returns a page that lists what a description has, for people. */
export function documentPage({ info, paths }: QuartzDocument): string {
  const operations = Object.entries(paths).flatMap(([path, of]) =>
    Object.entries(of).map(([method, { summary }]) => ({ path, method, summary: `${summary}` }))
  );
  return "<!DOCTYPE html>" + String(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{info.title}</title>
      </head>
      <body>
        <h1>{info.title} {info.version}</h1>
        <p>
          The description for programs is at{" "}
          <a href="openapi.json">openapi.json</a>. This list takes the place of Swagger UI and
          ReDoc, which load scripts of other hosts.
        </p>
        <dl>
          {operations.map(({ path, method, summary }) => (
            <>
              <dt>
                <code>{method.toUpperCase()} {path}</code>
              </dt>
              <dd>{summary}</dd>
            </>
          ))}
        </dl>
      </body>
    </html>,
  );
}
