import { defineCodes } from './define.ts';

/** What the sql room can say. */
export const sqlCodes = defineCodes({});
