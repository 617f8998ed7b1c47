import { Alert, Button, Center, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Languages } from "../shell/languages.tsx";

/** What is seen before anybody is signed in, and when signing in did not work. */
export function SignInPage({ problem, signIn }: { readonly problem?: string; readonly signIn?: () => Promise<void> }) {
  const { t } = useTranslation();
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" w={380} maw="100%">
        <Stack>
          <Title order={1}>Weft</Title>
          <Text>{t("signIn.welcome")}</Text>
          {problem !== undefined && (
            <Alert color="red" variant="outline" role="alert" title={t("signIn.failed")}>
              <Text size="sm">{problem}</Text>
            </Alert>
          )}
          {signIn !== undefined && <Button onClick={() => void signIn()}>{t("signIn.action")}</Button>}
          <Languages />
        </Stack>
      </Paper>
    </Center>
  );
}
