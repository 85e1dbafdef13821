# The recommendation service. Built from the repository's root, after mvn package:
#   docker build -f compose/docker/recommendation.Dockerfile -t maltan/recommendation .
FROM eclipse-temurin:25-jre AS layers
WORKDIR /layers
COPY recommendation/target/maltan-recommendation.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
RUN groupadd --gid 10001 maltan && useradd --uid 10001 --gid maltan --no-create-home --home-dir /maltan maltan
WORKDIR /maltan
RUN mkdir models && chown maltan:maltan models
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY compose/jvm/recommendation.args compose/jvm/migrate.args jvm/
ENV MALLOC_ARENA_MAX=2 SERVER_PORT=8083 MANAGEMENT_SERVER_PORT=9083
USER maltan
EXPOSE 8083 9083
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=90s --retries=6 \
  CMD curl --fail --silent --show-error --max-time 2 "http://127.0.0.1:$MANAGEMENT_SERVER_PORT/actuator/health/readiness" || exit 1
ENTRYPOINT ["java", "@jvm/recommendation.args", "-jar", "application.jar"]
