/**
 * A program that has an embedded database: `start`, `use` or `throw-away`, then the data folder.
 * It prints the URL and holds the server until its standard input ends.
 */
import { startEmbedded, startThrowAway, useEmbedded } from "../../db/embedded/embedded.ts";

const START = { start: startEmbedded, use: useEmbedded, "throw-away": startThrowAway };

const [mode, dataDir] = Deno.args as [keyof typeof START, string];
const database = await START[mode](dataDir);
console.log(database.url);
await Array.fromAsync(Deno.stdin.readable);
await database.stop();
