import type { AdminSql } from "../../db/scope.ts";
import type { Client } from "../../domain/sites/client.ts";
import { findOrMake as oneOf } from "../kit/find_or_make.ts";

/** Returns every client by name. */
export async function all(sql: AdminSql): Promise<Client[]> {
  return await sql<Client[]>`
    select client_uuid, client_name from clients order by lower(client_name), client_name`;
}

/** Creates a client. Returns its UUID; undefined when another client has the name. */
export async function insert(sql: AdminSql, name: string): Promise<string | undefined> {
  const [made] = await sql<{ client_uuid: string }[]>`
    insert into clients (client_name) values (${name})
    on conflict (client_name) do nothing returning client_uuid`;
  return made?.client_uuid;
}

/** Returns the UUID of the client with this name, and creates the client if there is none. */
export async function findOrMake(sql: AdminSql, name: string): Promise<string> {
  const find = async () => {
    const [client] = await sql<{ client_uuid: string }[]>`
      select client_uuid from clients where client_name = ${name}`;
    return client?.client_uuid;
  };
  return await oneOf(find, () => insert(sql, name));
}
