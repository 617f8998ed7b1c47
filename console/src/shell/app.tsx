import { createTheme, type CSSVariablesResolver, InputWrapper, localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";

const theme = createTheme({
  primaryColor: "teal",
  // Dark enough for white letters (WCAG 2.2, 1.4.3).
  primaryShade: { light: 9, dark: 9 },
  defaultRadius: "sm",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  respectReducedMotion: true,
  cursorType: "pointer",
  // Hints stand below, so that inputs beside each other are level.
  components: { InputWrapper: InputWrapper.extend({ defaultProps: { inputWrapperOrder: ["label", "input", "error", "description"] } }) },
});
/** Outlines and letters of dangers, warnings and faults, readable on their ground in both schemes (WCAG 2.2, 1.4.3). */
const readable: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-red-outline": "var(--mantine-color-red-9)",
    "--mantine-color-yellow-outline": "#8a5300",
    "--mantine-color-error": "var(--mantine-color-red-9)",
  },
  dark: { "--mantine-color-error": "var(--mantine-color-red-4)" },
});
const schemes = localStorageColorSchemeManager({ key: "weft.scheme" });

export function Theme({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={readable} colorSchemeManager={schemes} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}
