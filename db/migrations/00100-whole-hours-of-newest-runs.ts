import { sqlFiles } from "../sql_files.ts";

export const { up, down } = sqlFiles(import.meta.url);
