import { Aws, aws_cognito as cognito, Duration, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import { roles, scopes } from "../../domain/platform/roles.ts";
import { nameOf, removalOf, type Settings } from "../settings.ts";
import type { UseCaseFunction } from "./function.ts";

const minutes = (count: number) => Duration.minutes(count);

/**
 * People and programs that may call. Groups are roles; a person's tenant is an attribute that only an administrator writes, once; a program's
 * tenant is a scope of its app client. Rights are put into each token by the pre-token-generation function, never kept here.
 */
export class SignIn extends Construct {
  readonly pool: cognito.UserPool;
  /** Where the sign-in page is. */
  readonly domain: cognito.UserPoolDomain;
  readonly web: cognito.UserPoolClient;
  readonly console: cognito.UserPoolClient;
  readonly machines: readonly cognito.CfnUserPoolClient[];

  constructor(scope: Construct, settings: Settings) {
    super(scope, "SignIn");
    this.pool = new cognito.UserPool(this, "Pool", {
      userPoolName: nameOf(settings),
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      customAttributes: { tenant: new cognito.StringAttribute({ mutable: false, minLen: 2, maxLen: 32 }) },
      mfa: cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      deletionProtection: settings.stage !== "dev",
      removalPolicy: removalOf(settings),
    });
    Validations.of(this.pool).acknowledge(
      { id: "AwsSolutions-COG2", reason: "A second factor is offered to everybody; whether it is demanded is the tenant's own policy." },
      {
        id: "AwsSolutions-COG8",
        reason:
          "The Essentials plan is the one that lets tokens be customised; the Plus plan's threat protection is priced per user and is the operator's choice.",
      },
    );
    for (const role of Object.keys(roles))
      new cognito.CfnUserPoolGroup(this, `Role-${role}`, { userPoolId: this.pool.userPoolId, groupName: role, description: `Holds ${role}'s scopes` });
    const rights = this.#resourceServer("Rights", "weft", "What a use case asks for", scopes);
    this.domain = this.pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: `weft-${Aws.ACCOUNT_ID}-${this.pool.node.addr.slice(-8)}` },
      managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const urls = settings.callbackUrls.length === 0 ? ["http://localhost:3000/docs"] : [...settings.callbackUrls];
    this.web = this.#publicClient("Web", urls, urls);
    const home = settings.consoleUrl ?? "http://localhost:3000";
    this.console = this.#publicClient("Console", [`${home}/signed-in`], [`${home}/`]);
    const tenants = settings.tenants.length === 0 ? [] : [this.#resourceServer("Tenants", "tenant", "Which tenant a program belongs to", settings.tenants)];
    this.machines = settings.machines.map((machine) => this.#machineClient(settings, machine, [rights, ...tenants]));
  }

  /** The pool asks this function what to put into every access token, people's and programs' alike (event version 3). */
  granted(by: UseCaseFunction): void {
    by.allow("AllowSignIn", "cognito-idp.amazonaws.com", this.pool.userPoolArn);
    const pool = this.pool.node.defaultChild;
    if (pool instanceof cognito.CfnUserPool) pool.lambdaConfig = { preTokenGenerationConfig: { lambdaArn: by.arn, lambdaVersion: "V3_0" } };
  }

  #resourceServer(id: string, identifier: string, name: string, names: readonly string[]): cognito.CfnUserPoolResourceServer {
    return new cognito.CfnUserPoolResourceServer(this, id, {
      userPoolId: this.pool.userPoolId,
      identifier,
      name,
      scopes: names.map((scopeName) => ({ scopeName, scopeDescription: `${name}: ${scopeName}` })),
    });
  }

  /** A public client: it can keep no secret, so every code is bound to its asker (RFC 7636), and every refresh token is exchanged for another one. */
  #publicClient(id: string, callbackUrls: string[], logoutUrls: string[]): cognito.UserPoolClient {
    const client = this.pool.addClient(id, {
      userPoolClientName: id.toLowerCase(),
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
        callbackUrls,
        logoutUrls,
      },
      authFlows: { userSrp: true },
      supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      accessTokenValidity: minutes(60),
      idTokenValidity: minutes(60),
      refreshTokenValidity: Duration.hours(12),
      // Long enough for whoever lost the answer to ask again.
      refreshTokenRotationGracePeriod: Duration.seconds(10),
      enableTokenRevocation: true,
      // The tenant is not among them: nobody moves to another one by editing a profile.
      writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, fullname: true, locale: true }),
    });
    const look = new cognito.CfnManagedLoginBranding(this, id === "Web" ? "Look" : `${id}Look`, {
      userPoolId: this.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    look.node.addDependency(this.domain);
    return client;
  }

  #machineClient(
    { tenants }: Settings,
    machine: Settings["machines"][number],
    servers: readonly cognito.CfnUserPoolResourceServer[],
  ): cognito.CfnUserPoolClient {
    if (!tenants.includes(machine.tenant))
      throw new Error(`The machine client ${machine.name} belongs to the tenant ${machine.tenant}, which the context value "tenants" does not list.`);
    const client = new cognito.CfnUserPoolClient(this, `Machine-${machine.name}`, {
      userPoolId: this.pool.userPoolId,
      clientName: machine.name,
      generateSecret: true,
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ["client_credentials"],
      allowedOAuthScopes: [`tenant/${machine.tenant}`, ...machine.scopes.map((scope) => `weft/${scope}`)],
      accessTokenValidity: 60,
      tokenValidityUnits: { accessToken: "minutes" },
      enableTokenRevocation: true,
    });
    for (const server of servers) client.addResourceDependency(server);
    return client;
  }
}
