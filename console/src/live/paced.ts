interface Pace {
  /** Milliseconds from when it is first asked for until it is done. */
  readonly after?: number;
  /** At most once in so many milliseconds. */
  readonly every: number;
  /** Where it is asked for again and again it is done half as often each time, down to once in so many milliseconds. */
  readonly most?: number;
}

/** Something that is done once for many times it is asked for: soon where that is seldom, ever less often where it does not stop. */
export function paced(run: () => void, { after = 150, every, most = every }: Pace): { readonly soon: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let pause = every;
  return {
    soon() {
      const now = performance.now();
      if (timer !== undefined) return;
      const isBusy = now - last < pause;
      const wait = Math.max(after, last + pause - now);
      pause = isBusy ? Math.min(2 * pause, most) : every;
      timer = setTimeout(() => {
        timer = undefined;
        last = performance.now();
        run();
      }, wait);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
