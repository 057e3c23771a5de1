/** Last segments of addresses that do something with what stands before them. */
const ACTIONS = new Set(
  "bulk clear confirm dismiss dismiss-all flush leave redeliver remove retry rotate stop test undo"
    .split(" "),
);

const VERBS: Record<string, string> = {
  get: "get",
  post: "add",
  put: "set",
  patch: "edit",
  delete: "delete",
};

/**
 * Names an operation by its method and path: GET /sites is getSites, PATCH /sites/{site_uuid} is
 * editSite, POST /imports/{import_uuid}/undo is undoImport. `paths` are those of the whole document:
 * a POST to a list with items of their own adds one of them, as in addSite.
 */
export function operationIdOf(method: string, path: string, paths: Iterable<string>): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  const last = segments.at(-1)!;
  const isAction = method === "post" && ACTIONS.has(last);
  const hasItems = () => [...paths].some((one) => one.startsWith(`${path}/{`));
  const isOfOne = method === "post" && !isAction && hasItems();
  const named = isAction ? segments.slice(0, -1) : segments;
  const nouns = (isOfOne ? [...named, "{}"] : named).flatMap((segment, at, all) => {
    if (isParameter(segment)) return [];
    return [isParameter(all[at + 1] ?? "") ? singular(segment) : segment];
  });
  return camelCase([isAction ? last : VERBS[method]!, ...nouns].join("-"));
}

/** A part of a path that stands for one of many; the current session is one of them, too. */
const isParameter = (segment: string) => segment.startsWith("{") || segment === "current";

function singular(plural: string): string {
  if (/(ch|sh|x)es$/.test(plural)) return plural.slice(0, -2);
  if (plural.endsWith("ies") && plural !== "series") return `${plural.slice(0, -3)}y`;
  return plural.replace(/(?<!s)s$/, "");
}

const camelCase = (words: string) =>
  words.replaceAll(/[-_.]+(\w)/g, (_, letter: string) => letter.toUpperCase());
