import { defineCodes } from './define.ts';

/** What the project room can say. */
export const projectCodes = defineCodes({});
