import { App } from "aws-cdk-lib";
import { SubscriberStack } from "./subscriber-stack.ts";

const app = new App();
const weftAccount: unknown = app.node.tryGetContext("weftAccount");
if (typeof weftAccount !== "string" || !/^\d{12}$/.test(weftAccount)) throw new Error("Say which AWS account Weft runs in: -c weftAccount=111122223333");
new SubscriberStack(app, "WeftInvoices", { weftAccount });
