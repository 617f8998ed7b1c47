import { Group, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";

/** The page's name, and what can be done on it. Takes the focus when the page changes, so that a reader of the screen hears where it is. */
export function PageHead({ title, place, children }: { readonly title: string; readonly place?: ReactNode; readonly children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.title = `${title} · Weft`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-end" mb="sm" gap="sm">
      <div>
        {place}
        <Title order={1} size="h3" ref={heading} tabIndex={-1} className="page-title">
          {title}
        </Title>
      </div>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
