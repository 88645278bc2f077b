/** What `site.js` puts into the page that it measures. */
interface Window {
  stopwatch: {
    until: (isTrue: () => boolean) => Promise<number>;
    first: Promise<number>;
    largest: () => number;
    took: Promise<number>;
    start: (mustChange: boolean, selector: string) => void;
    listen: (type: string) => void;
    worst: () => Promise<number>;
  };
}
