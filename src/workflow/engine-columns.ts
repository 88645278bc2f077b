import { StatementError, type Column, type Connection } from '../engines/engine.ts';
import { formatTrinoType, parseTrinoType } from '../sql/types.ts';

/**
 * The columns that the target's engine gives a query, by asking for none of its rows; undefined where it refuses the query, as while an input is not
 * built, and where it does not say a type exactly (Athena calls every row just `row`).
 */
export async function columnsByEngine(sql: string, connection: Connection): Promise<readonly Column[] | undefined> {
  try {
    const { columns } = await connection.execute(`SELECT * FROM (\n${sql}\n) AS asked LIMIT 0`);
    const typed = columns.flatMap(({ name, type }) => {
      const parsed = parseTrinoType(type);
      return parsed ? [{ name, type: formatTrinoType(parsed) }] : [];
    });
    return typed.length === columns.length ? typed : undefined;
  } catch (error) {
    if (error instanceof StatementError) return undefined;
    throw error;
  }
}
