const OFFSET = /^[+-](\d\d?)(?::?(\d\d)(?::?\d\d)?)?$/;
const MAX_OFFSET = 14 * 60;

/** Whether a text names a time zone: an offset up to 14 hours, or a name of the tz database. True where that is not certain. */
export function isZoneName(text: string): boolean {
  return isOffset(text) || isNamedZone(text);
}

function isOffset(text: string): boolean {
  const [, hours, minutes = '0'] = OFFSET.exec(text) ?? [];
  if (hours === undefined || /^.\d:/.test(text)) return false;
  return Number(hours) * 60 + Number(minutes) <= MAX_OFFSET && Number(minutes) < 60;
}

// Short names and other forms are left to the engine: its list and ours may differ there.
function isNamedZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+:/-]*$/.test(name)) return false;
  return !/^[A-Z]\w+\/[A-Z]/.test(name) || isKnown(name);
}

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
