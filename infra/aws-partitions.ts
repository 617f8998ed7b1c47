const partition = (id: string, regionRegex: string, dnsSuffix: string, dualStackDnsSuffix: string, implicitGlobalRegion: string) => ({
  id,
  regionRegex,
  regions: {},
  outputs: { name: id, dnsSuffix, dualStackDnsSuffix, implicitGlobalRegion, supportsDualStack: true, supportsFIPS: true },
});

/**
 * Where companies run: AWS, China, the European sovereign cloud, GovCloud. A region's name tells its partition, so no list of regions is needed, and
 * a region that opens tomorrow is known today. In the form in which the SDK keeps its own (5 KB with every region's description and the isolated clouds).
 */
export const partitionsInfo = {
  version: "1.1",
  partitions: [
    partition("aws", "^(us|eu|ap|sa|ca|me|af|il|mx)\\-\\w+\\-\\d+$", "amazonaws.com", "api.aws", "us-east-1"),
    partition("aws-cn", "^cn\\-\\w+\\-\\d+$", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1"),
    partition("aws-eusc", "^eusc\\-(de)\\-\\w+\\-\\d+$", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"),
    partition("aws-us-gov", "^us\\-gov\\-\\w+\\-\\d+$", "amazonaws.com", "api.aws", "us-gov-west-1"),
  ],
};
