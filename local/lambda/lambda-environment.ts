import { REGION } from "../assembly/assembly-identity.ts";
import type { FunctionModel } from "../assembly/assembly-model.ts";

/**
 * The environment variables a function sees: those of its template and those Lambda reserves, nothing of the machine's.
 * AWS source: Lambda Developer Guide, "Defined runtime environment variables".
 * `endpoints` are the SDK's own `AWS_ENDPOINT_URL_<SERVICE>` variables (AWS SDKs and Tools Reference Guide).
 */
export function functionEnvironment(fn: FunctionModel, endpoints: Readonly<Record<string, string>>): Record<string, string> {
  return {
    // The SDK looks for ~/.aws/config: the home of Lambda's sandbox user keeps it from the developer's own profile.
    HOME: "/home/sbx_user1051",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    PATH: "/var/lang/bin:/usr/local/bin:/usr/bin:/bin",
    ...fn.env,
    ...endpoints,
    _HANDLER: fn.handler,
    LAMBDA_TASK_ROOT: fn.codeDir,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: fn.accessKeyId,
    AWS_SECRET_ACCESS_KEY: `local-${fn.name}`,
    AWS_SESSION_TOKEN: `local-${fn.name}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
  };
}
