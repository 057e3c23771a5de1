/** An operation of the API, as the list shows it. */
export interface ListedOperation {
  operation_id: string;
  method: string;
  path: string;
  summary: string;
}

/** What a part of the API is about, with its operations. */
export interface ListedPart {
  name: string;
  description: string;
  operations: ListedOperation[];
}

export interface DocsProps {
  parts: ListedPart[];
  /** The one part that is shown; undefined: all of them. */
  tag?: string;
  /** Addresses of the viewer's files, and of the script that loads these two. */
  viewer: { script: string; style: string; start: string };
}

const DOCUMENT = "/api/v1/openapi.json";

/**
 * Lists the operations of the API. With JavaScript a button starts the viewer in their place, in which
 * requests can be tried; only this page loads its files.
 */
export function DocsPage({ parts, tag, viewer }: DocsProps) {
  const document = tag === undefined ? DOCUMENT : `${DOCUMENT}?tag=${tag}`;
  return (
    <article class="api-docs">
      <h1>The API</h1>
      <p>
        Scripts read and write by <code>/api/v1</code>, with the token of your{" "}
        <a href="/account">account page</a>. <a href={DOCUMENT}>The description</a>{" "}
        (OpenAPI 3.1) is for programs; <a href="/api/problems">problems</a> explain what is refused.
      </p>
      <p id="api-viewer-start" hidden data-viewer={viewer.script} data-style={viewer.style}>
        <button type="button">Try requests</button>{" "}
        <span class="muted">A token that you paste is stored nowhere.</span>
      </p>
      <div id="api-viewer" data-document={document}></div>
      <div id="api-list">
        {parts.map((part) => <Part {...part} isAlone={tag !== undefined} />)}
      </div>
      <script src={viewer.start} defer></script>
    </article>
  );
}

function Part({ name, description, operations, isAlone }: ListedPart & { isAlone: boolean }) {
  return (
    <section id={`part-${name}`}>
      <h2>{name}</h2>
      <p>
        {description} {isAlone
          ? <a href="/api/docs">All parts</a>
          : <a href={`/api/docs?tag=${name}`}>Try requests of {name}</a>}
      </p>
      <dl class="operations">
        {operations.map(({ operation_id, method, path, summary }) => (
          <div id={operation_id}>
            <dt>
              <code>{method.toUpperCase()} {path}</code>
            </dt>
            <dd>{summary}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
