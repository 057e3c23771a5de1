import { type Board, boards, boardsById } from "./board.ts";

/** The setting of a logger that describes its boards, as a list in JSON. */
export const BOARDS_SETTING = "boards";

/** Boards by their ids, and what is wrong with the setting that describes them. */
export interface DescribedBoards {
  boards: Map<number, Board>;
  fault?: string;
}

/** Returns the boards that a setting describes, beside the known ones; a wrong setting has none. */
export function describedBoards(setting: string | null): DescribedBoards {
  if (setting === null || setting.trim() === "") return { boards: boardsById([]) };
  const { data, error } = boards.safeParse(jsonOf(setting));
  if (data) return { boards: boardsById(data) };
  const { path, message } = error.issues[0]!;
  const place = path.length === 0 ? "" : `${path.join(".")}: `;
  return { boards: boardsById([]), fault: `The setting ${BOARDS_SETTING}: ${place}${message}` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
