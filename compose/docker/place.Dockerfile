# The place service. Built from the repository's root, after mvn package:
#   docker build -f compose/docker/place.Dockerfile -t maltan/place .
FROM eclipse-temurin:25-jre AS layers
WORKDIR /layers
COPY place/target/maltan-place.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
RUN groupadd --gid 10001 maltan && useradd --uid 10001 --gid maltan --no-create-home --home-dir /maltan maltan
WORKDIR /maltan
RUN mkdir photos && chown maltan:maltan photos
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY compose/jvm/place.args compose/jvm/migrate.args jvm/
ENV MALLOC_ARENA_MAX=2 SERVER_PORT=8082 MANAGEMENT_SERVER_PORT=9082
USER maltan
EXPOSE 8082 9082
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=90s --retries=6 \
  CMD curl --fail --silent --show-error --max-time 2 "http://127.0.0.1:$MANAGEMENT_SERVER_PORT/actuator/health/readiness" || exit 1
ENTRYPOINT ["java", "@jvm/place.args", "-jar", "application.jar"]
