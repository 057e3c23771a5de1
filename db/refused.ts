import postgres from "postgres";

const TLS_NEEDED = new Set(["require", "verify-full"]);
/** What a client sends to ask for TLS (PostgreSQL protocol 3.0, SSLRequest); the answer is S or N. */
const SSL_REQUEST = new Uint8Array([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Returns a sentence that says why the database at `url` refused a connection and what to do, for a
 * missing database, a refused login, TLS, and a lacking right; undefined for any other reason.
 */
export async function whyRefused(url: string, error: unknown): Promise<string | undefined> {
  const { host, pathname, username, searchParams } = new URL(url);
  const login = decodeURIComponent(username);
  const database = pathname.slice(1);
  if (TLS_NEEDED.has(searchParams.get("sslmode") ?? "") && await refusesTls(new URL(url))) {
    return `${host} does not offer TLS, which sslmode asks for. Set TLS up on the server, or ask ` +
      "for none (sslmode=disable) if you know the network.";
  }
  if (!(error instanceof postgres.PostgresError)) return;
  switch (error.code) {
    case "3D000":
      return `There is no database ${database} on ${host}. Make it with ` +
        "`deno task database create`, or correct the address.";
    case "28P01":
      return `${host} does not accept the login ${login} with this password.`;
    case "28000":
      return `${host} does not let the login ${login} in: ${error.message}.${
        /no encryption|SSL off/.test(error.message) ? " Set sslmode=require in the address." : ""
      }`;
    case "42501":
      return `The login ${login} lacks a right on the database ${database} of ${host}: ` +
        `${error.message}. \`deno task database create\` gives it what it needs.`;
  }
}

async function refusesTls({ hostname, port }: URL): Promise<boolean> {
  let connection: Deno.TcpConn;
  try {
    connection = await Deno.connect({
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port || 5432),
    });
  } catch {
    return false; // Nobody serves there, which the error that is being explained says.
  }
  try {
    await connection.write(SSL_REQUEST);
    const answer = new Uint8Array(1);
    await connection.read(answer);
    return answer[0] === "N".charCodeAt(0);
  } finally {
    connection.close();
  }
}
