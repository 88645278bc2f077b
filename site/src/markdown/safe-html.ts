/** HTML that was sanitised, or made from escaped text: nothing else is set into the page. */
export interface SafeHtml {
  readonly safeHtml: string;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
