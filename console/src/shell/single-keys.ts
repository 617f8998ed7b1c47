import { useLocalStorage } from "@mantine/hooks";

/** Shortcuts of one letter can be switched off: who dictates or trembles would set them off unasked (WCAG 2.1.4). */
export const useSingleKeys = () => useLocalStorage<boolean>({ key: "weft.single-keys", defaultValue: true });
