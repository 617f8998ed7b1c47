import { Anchor, Paper, Skeleton, Text } from "@mantine/core";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Failed } from "../../shell/states.tsx";

interface Props {
  readonly title: string;
  /** Where the number comes from. */
  readonly to: Pick<LinkProps, "to" | "params" | "search">;
  readonly loading: boolean;
  readonly error: Error | null;
  readonly value: ReactNode;
  readonly children?: ReactNode;
}

/** One number of the day. */
export function Figure({ title, to, loading, error, value, children }: Props) {
  return (
    <Paper withBorder p="sm" component="section" aria-label={title}>
      <Anchor size="sm" renderRoot={(props) => <Link {...to} {...props} />}>
        {title}
      </Anchor>
      {error !== null && <Failed problem={error} />}
      {loading && <Skeleton height={30} width="50%" my={4} />}
      {!loading && error === null && (
        <>
          <Text fz={26} fw={600} lh={1.3} className="figure">
            {value}
          </Text>
          <Text size="sm" c="dimmed" component="div">
            {children}
          </Text>
        </>
      )}
    </Paper>
  );
}
